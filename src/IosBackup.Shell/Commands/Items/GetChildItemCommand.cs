using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Items;

[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = PathSet)]
public sealed class GetChildItemCommand : ItemCommand
{
    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint? Depth { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Given)
        {
            try
            {
                bool deep = Recurse || Depth is not null;
                foreach (PSObject item in InvokeProvider.ChildItem
                    .Get([path], deep, Depth ?? uint.MaxValue, Force, IsLiteral)
                    .Where(IsWanted))
                {
                    WriteObject(Name ? ItemName(item) : item);
                }
            }
            catch (ItemNotFoundException)
            {
                WriteNotFound(path);
            }
        }
    }

    private static string ItemName(PSObject item) =>
        item.Properties["PSChildName"]?.Value?.ToString() ?? item.ToString();

    private static bool Matches(IEnumerable<string> patterns, string name) =>
        patterns.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));

    private bool IsWanted(PSObject item)
    {
        string name = ItemName(item);
        bool kind = (!File || item.BaseObject is FileInfo) && (!Directory || item.BaseObject is DirectoryInfo);
        return kind
            && (Filter is null || Matches([Filter], name))
            && (Include is null || Matches(Include, name))
            && (Exclude is null || !Matches(Exclude, name));
    }
}
