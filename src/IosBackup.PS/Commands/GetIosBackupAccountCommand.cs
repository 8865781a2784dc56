using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Accounts;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupAccount")]
[OutputType(typeof(IosAccount))]
public sealed class GetIosBackupAccountCommand : RecordCmdlet<IosAccount, RecordQuery>
{
    private protected override RecordReader<IosAccount, RecordQuery> Reader { get; } = new AccountReader();

    private protected override RecordQuery CreateQuery() => new();
}
