-- Operators compare the read model with the logs, whoever's rows they are; they change nothing.
CREATE POLICY operators_compare ON persons FOR SELECT TO ops_read USING (true);
CREATE POLICY operators_compare ON cases FOR SELECT TO ops_read USING (true);
CREATE POLICY operators_compare ON timeline FOR SELECT TO ops_read USING (true);
