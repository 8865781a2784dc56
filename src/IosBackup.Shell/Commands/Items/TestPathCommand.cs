using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : ItemCommand
{
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = PathSet,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public override string[]? Path { get; set; }

    [Parameter]
    [ValidateSet("Any", "Container", "Leaf")]
    public string PathType { get; set; } = "Any";

    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            WriteObject(Exists(path));
        }
    }

    private bool Exists(string path)
    {
        try
        {
            if (!InvokeProvider.Item.Exists(path, force: false, IsLiteral))
            {
                return false;
            }
        }
        catch (DriveNotFoundException)
        {
            return false;
        }

        string plain = IsLiteral ? WildcardPattern.Escape(path) : path;
        return PathType.ToUpperInvariant() switch
        {
            "CONTAINER" => InvokeProvider.Item.IsContainer(plain),
            "LEAF" => !InvokeProvider.Item.IsContainer(plain),
            _ => true,
        };
    }
}
