using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace IosBackup.Shell.Commands.Formatting;

[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => EngineInternals.FormatAs(this, "Table");
}
