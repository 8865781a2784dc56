using System.Collections;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "Note")]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Note")]
    public string NotePropertyName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Note")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Notes")]
    public IDictionary? NotePropertyMembers { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Member")]
    [ValidateSet("NoteProperty", "ScriptProperty", "AliasProperty", "ScriptMethod")]
    public string MemberType { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Member")]
    public string Name { get; set; } = "";

    [Parameter(Position = 2, ParameterSetName = "Member")]
    public object? Value { get; set; }

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
            default:
                Add(MemberType.ToUpperInvariant() switch
                {
                    "SCRIPTPROPERTY" => new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
                    "ALIASPROPERTY" => new PSAliasProperty(Name, Value?.ToString()),
                    "SCRIPTMETHOD" => new PSScriptMethod(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
                    _ => new PSNoteProperty(Name, Value),
                });
                break;
        }

        if (PassThru)
        {
            WriteObject(InputObject);
        }
    }

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
