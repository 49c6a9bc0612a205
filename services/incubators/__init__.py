"""创业孵化基地: which bases there are and their free places, who is invited, admitted, served and leaves."""
