// An environment that azd made: small, and named after it.
using './main.bicep'

param name = take(toLower(replace(readEnvironmentVariable('AZURE_ENV_NAME', 'fjdev'), '-', '')), 11)
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param tokenIssuer = readEnvironmentVariable('TOKEN_ISSUER')
param tokenAudience = readEnvironmentVariable('TOKEN_AUDIENCE')
param tokenMetadataUrl = '${readEnvironmentVariable('TOKEN_ISSUER')}/.well-known/openid-configuration'
param databaseAdministrator = {
  objectId: readEnvironmentVariable('DATABASE_ADMIN_ID')
  name: readEnvironmentVariable('DATABASE_ADMIN_NAME')
  kind: 'Group'
}
param maximumInstanceCount = 5
param storageRedundancy = 'Standard_LRS'
param cacheEnabled = false
