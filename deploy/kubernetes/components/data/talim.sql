-- An empty server's first start (the image's docker-entrypoint-initdb.d; compose.yaml and this component): the platform's role
-- owns its database and may nothing else. The superuser postgres keeps no password: it gets in from the container alone.
\getenv password POSTGRES_PASSWORD
CREATE ROLE talim LOGIN PASSWORD :'password';
CREATE DATABASE talim OWNER talim;
ALTER ROLE CURRENT_USER PASSWORD NULL;
