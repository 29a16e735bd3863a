// The Durable Task Scheduler, billed by what it does, with the task hub.
param name string
param location string
param tags object
param taskHubName string

@description('Addresses that may reach it; nobody may while it is empty, except through a private endpoint.')
param ipAllowlist string[]

@description('Principal of the program.')
param principalId string

@description('Subnet of private endpoints; empty where the network is public.')
param endpointSubnetId string

@description('Private DNS zones by kind.')
param zoneIds object

var dataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    ipAllowlist: ipAllowlist
    sku: { name: 'Consumption' }
  }

  resource hub 'taskHubs' = {
    name: taskHubName
  }

  // The program removes its orchestrations with their jobs; what it leaves after a fault goes after a month.
  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: {
      retentionPolicies: [{ retentionPeriodInDays: 30 }]
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, principalId, dataContributor)
  scope: scheduler::hub
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataContributor)
  }
}

module endpoint 'endpoint.bicep' = if (!empty(endpointSubnetId)) {
  name: 'endpoint-scheduler'
  params: {
    name: '${name}-scheduler'
    location: location
    tags: tags
    targetId: scheduler.id
    groupId: 'scheduler'
    subnetId: endpointSubnetId
    zoneId: zoneIds.?scheduler ?? ''
  }
}

output endpoint string = scheduler.properties.endpoint
