using System.Collections;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "Type")]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Note")]
    public string NotePropertyName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Note")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Notes")]
    public IDictionary? NotePropertyMembers { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Member")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Member")]
    public string Name { get; set; } = "";

    [Parameter(Position = 2, ParameterSetName = "Member")]
    public object? Value { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Type")]
    [Parameter(ParameterSetName = "Note")]
    [Parameter(ParameterSetName = "Notes")]
    [Parameter(ParameterSetName = "Member")]
    public string? TypeName { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Note":
                Add(new PSNoteProperty(NotePropertyName, NotePropertyValue));
                break;
            case "Notes":
                foreach (DictionaryEntry entry in NotePropertyMembers!)
                {
                    Add(new PSNoteProperty(entry.Key.ToString(), entry.Value));
                }

                break;
            case "Member":
                Add(MemberType switch
                {
                    PSMemberTypes.NoteProperty => new PSNoteProperty(Name, Value),
                    PSMemberTypes.ScriptProperty => new PSScriptProperty(Name, Script()),
                    PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, Script()),
                    PSMemberTypes.AliasProperty => new PSAliasProperty(Name, Value?.ToString()),
                    _ => throw new PSNotSupportedException($"This shell cannot add a {MemberType}."),
                });
                break;
        }

        if (TypeName is not null)
        {
            InputObject.TypeNames.Insert(0, TypeName);
        }

        if (PassThru)
        {
            WriteObject(InputObject);
        }
    }

    private ScriptBlock Script() => LanguagePrimitives.ConvertTo<ScriptBlock>(Value);

    private void Add(PSMemberInfo member)
    {
        if (InputObject.Members[member.Name] is not null)
        {
            if (!Force)
            {
                WriteError(new ErrorRecord(
                    new PSInvalidOperationException($"There is a member \"{member.Name}\" already; use -Force."),
                    "MemberAlreadyExists",
                    ErrorCategory.InvalidOperation,
                    InputObject));
                return;
            }

            InputObject.Members.Remove(member.Name);
        }

        InputObject.Members.Add(member);
    }
}
