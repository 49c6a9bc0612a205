-- What is given for a base is given once for the base, whoever runs it: a base that changes hands is not paid twice.
CREATE UNIQUE INDEX claims_one_alive_a_base ON claims (programme, period)
    WHERE period LIKE 'base:%' AND state NOT IN ('withdrawn', 'refused');
