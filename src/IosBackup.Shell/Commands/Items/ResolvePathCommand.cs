using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PathInfo))]
public sealed class ResolvePathCommand : ItemCommand
{
    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            try
            {
                string pattern = IsLiteral ? WildcardPattern.Escape(path) : path;
                WriteObject(SessionState.Path.GetResolvedPSPathFromPSPath(pattern), enumerateCollection: true);
            }
            catch (ItemNotFoundException)
            {
                WriteNotFound(path);
            }
        }
    }
}
