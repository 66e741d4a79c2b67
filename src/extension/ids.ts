/** Every identifier that the manifest and the code share stands here once; a test holds both against each other. */
export const commands = {
  addDomain: 'certDoctor.addDomain',
  removeDomain: 'certDoctor.removeDomain',
  acceptPlatform: 'certDoctor.acceptPlatform',
  checkDomain: 'certDoctor.checkDomain',
  checkAllDomains: 'certDoctor.checkAllDomains',
  openConfig: 'certDoctor.openConfig',
  startPlaybook: 'certDoctor.startPlaybook',
  issueCertificate: 'certDoctor.issueCertificate',
  tryOrder: 'certDoctor.tryOrder',
  renewCertificate: 'certDoctor.renewCertificate',
  rollBack: 'certDoctor.rollBack',
  showActivity: 'certDoctor.showActivity',
  writeSchedule: 'certDoctor.writeSchedule',
  refreshRenewals: 'certDoctor.refreshRenewals',
  analyzeLog: 'certDoctor.analyzeLog',
  inspectCertificate: 'certDoctor.inspectCertificate',
  showOutput: 'certDoctor.showOutput',
  copyRecord: 'certDoctor.copyRecord',
  showEvidence: 'certDoctor.showEvidence',
  compareResolvers: 'certDoctor.compareResolvers',
  seeYourself: 'certDoctor.seeYourself',
  remedyDomainFinding: 'certDoctor.remedyDomainFinding',
  verifyFinding: 'certDoctor.verifyFinding',
  applyRemedy: 'certDoctor.applyRemedy',
  explainProblem: 'certDoctor.explainProblem',
  showIgnored: 'certDoctor.showIgnored',
  filterLog: 'certDoctor.filterLog',
  leaveFilter: 'certDoctor.leaveFilter',
  followLog: 'certDoctor.followLog',
  stopFollowing: 'certDoctor.stopFollowing',
  openFinding: 'certDoctor.openFinding',
  showExtract: 'certDoctor.showExtract',
  copyFinding: 'certDoctor.copyFinding',
  groupFindings: 'certDoctor.groupFindings',
  filterFindings: 'certDoctor.filterFindings',
  clearFindingsFilter: 'certDoctor.clearFindingsFilter',
  clearFindings: 'certDoctor.clearFindings',
  createReport: 'certDoctor.createReport',
  explainStatus: 'certDoctor.explainStatus',
} as const;

export const settings = {
  resolvers: 'certDoctor.resolvers',
  trust: 'certDoctor.trust',
  trustAnchors: 'certDoctor.trustAnchors',
  allowPrivateAddresses: 'certDoctor.network.allowPrivateAddresses',
  ports: 'certDoctor.network.ports',
  checkInterval: 'certDoctor.check.interval',
  ca: 'certDoctor.ca',
  askCaStatus: 'certDoctor.askCaStatus',
  storage: 'certDoctor.storage',
  accountKeys: 'certDoctor.accountKeys',
  deploy: 'certDoctor.deploy',
  logsIgnore: 'certDoctor.logs.ignore',
  logPaths: 'certDoctor.logs.paths',
  aiEnabled: 'certDoctor.ai.enabled',
} as const;

export const views = {
  container: 'certDoctor',
  domains: 'certDoctor.domains',
  findings: 'certDoctor.findings',
  renewals: 'certDoctor.renewals',
} as const;

export const panels = {
  playbook: 'certDoctor.playbook',
} as const;

/** What language models may ask for. */
export const tools = {
  getStatus: 'cert-doctor_get_status',
  checkDomain: 'cert-doctor_check_domain',
  readLog: 'cert-doctor_read_log',
  walkPlaybook: 'cert-doctor_walk_playbook',
} as const;
export type ToolName = (typeof tools)[keyof typeof tools];

/** Whom the user may ask in the chat. */
export const participants = {
  assistant: 'certDoctor.assistant',
} as const;

/** The slash commands of the chat participant. */
export const chatCommands = {
  status: 'status',
  check: 'check',
  log: 'log',
  playbook: 'playbook',
} as const;

export const contextKeys = {
  /** `none`, `empty`, `domains`: which welcome content fits. */
  workspaceState: 'certDoctor.workspaceState',
  /** The Findings view shows one name only. */
  findingsFilter: 'certDoctor.findingsFilter',
} as const;

export const languages = {
  acmeLog: 'acme-log',
  nginxErrorLog: 'nginx-error-log',
  nginxAccessLog: 'nginx-access-log',
} as const;

/** The workspace's list of domains. */
export const configFileName = 'cert-doctor.json';
