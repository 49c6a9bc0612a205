"""创业担保贷款: who may borrow, what secures it, what the fund guarantees, what is owed and who pays the interest."""
