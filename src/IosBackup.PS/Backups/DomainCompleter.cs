using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Backups;

namespace IosBackup.Backups;

/// <summary>Completes the domains of the backup that the command names.</summary>
public sealed class DomainCompleter : BackupCompleter
{
    private protected override IEnumerable<string> Find(Backup backup) => backup.Domains(CancellationToken.None);
}
