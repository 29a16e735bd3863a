-- Lets the program's identity into the database. Run once per environment by an administrator of the server, after the deployment and before the program
-- starts; running it again changes nothing. psql sets the variable: --set identity=<name of the managed identity>
\connect postgres
select pgaadauth_create_principal(:'identity', false, false)
where not exists (select from pg_roles where rolname = :'identity');

\connect functionsjobs
grant connect, temporary on database functionsjobs to :"identity";
grant usage, create on schema public to :"identity";
