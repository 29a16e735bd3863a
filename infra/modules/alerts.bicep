// What somebody should hear of: jobs that fail, jobs that wait, errors of the host, a program that does not answer.
param name string
param location string
param tags object
param emails string[]
param workspaceId string
param insightsId string
param baseUrl string

// Messages are those of the program's log; a template and its text begin alike.
var rules = [
  {
    name: 'failed-jobs'
    title: 'Jobs fail'
    text: 'More than 5 jobs failed for good within 15 minutes. docs/runbooks.md, "Jobs fail".'
    severity: 2
    query: 'AppTraces | where Message startswith "Job " and Message contains " failed at attempt "'
    threshold: 5
    window: 'PT15M'
    frequency: 'PT5M'
  }
  {
    name: 'queue-age'
    title: 'Jobs wait too long'
    text: 'A queue that is not paused has jobs that wait for longer than its limit. docs/runbooks.md, "Jobs wait".'
    severity: 2
    query: 'AppTraces | where Message startswith "Jobs of queue " and Message contains " wait for "'
    threshold: 0
    window: 'PT15M'
    frequency: 'PT5M'
  }
  {
    name: 'host-errors'
    title: 'The program reports errors'
    text: 'More than 20 errors or exceptions within 15 minutes. docs/runbooks.md, "Errors".'
    severity: 1
    query: 'union (AppExceptions | project TimeGenerated), (AppTraces | where SeverityLevel >= 3 | project TimeGenerated)'
    threshold: 20
    window: 'PT15M'
    frequency: 'PT5M'
  }
  {
    name: 'unhealthy-parts'
    title: 'A part that the program needs is down'
    text: 'Health checks found a part unusable. docs/runbooks.md, "A part is down".'
    severity: 1
    query: 'AppTraces | where Message startswith "Service " and Message endswith " cannot be used"'
    threshold: 2
    window: 'PT10M'
    frequency: 'PT5M'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emails)) {
  name: '${name}-people'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for (email, index) in emails: {
        name: 'mail-${index}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      // The tables come with the first records.
      skipQueryValidation: true
      actions: { actionGroups: empty(emails) ? [] : [people.id] }
    }
  }
]

resource probe 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  // This tag ties the test to its component.
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: '${name}-ready'
    SyntheticMonitorId: '${name}-ready'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 60
    RetryEnabled: true
    Locations: [
      { Id: 'emea-nl-ams-azr' }
      { Id: 'emea-gb-db3-azr' }
      { Id: 'us-va-ash-azr' }
    ]
    Request: {
      RequestUrl: '${baseUrl}/health/ready'
      HttpVerb: 'GET'
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-unavailable'
  location: 'global'
  tags: tags
  properties: {
    description: 'At least two places do not get 200 from /health/ready. docs/runbooks.md, "A part is down".'
    severity: 0
    enabled: true
    scopes: [probe.id, insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: probe.id
      componentId: insightsId
      failedLocationCount: 2
    }
    autoMitigate: true
    actions: empty(emails) ? [] : [{ actionGroupId: people.id }]
  }
}
