using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet(VerbsCommon.Get, "Member")]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _seen = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    protected override void ProcessRecord()
    {
        if (InputObject is null || !_seen.Add(InputObject.TypeNames[0]))
        {
            return;
        }

        foreach (PSMemberInfo member in InputObject.Members
            .Where(member => (member.MemberType & MemberType) != 0 && IsWanted(member.Name))
            .OrderBy(member => member.MemberType == PSMemberTypes.Method ? 0 : 1)
            .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase))
        {
            PSObject result = new();
            result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.MemberDefinition");
            result.Properties.Add(new PSNoteProperty("TypeName", InputObject.TypeNames[0]));
            result.Properties.Add(new PSNoteProperty("Name", member.Name));
            result.Properties.Add(new PSNoteProperty("MemberType", member.MemberType));
            result.Properties.Add(new PSNoteProperty("Definition", member.ToString()));
            WriteObject(result);
        }
    }

    private bool IsWanted(string member)
    {
        bool accessor = member.StartsWith("get_", StringComparison.Ordinal)
            || member.StartsWith("set_", StringComparison.Ordinal);
        return !accessor && Name.Any(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase).IsMatch(member));
    }
}
