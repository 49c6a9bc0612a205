"""The local machine: private servers, secrets, ports and the supervisor behind `make up` and the tests."""
