using System;
using System.Collections;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    // PowerShell itself chooses the constructor and converts the arguments.
    private const string Construct = "param($type, $arguments) , $type::new.Invoke($arguments)";

    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void EndProcessing()
    {
        Type type = LanguagePrimitives.ConvertTo<Type>(TypeName);
        object made = type == typeof(PSObject) || type == typeof(PSCustomObject)
            ? new PSObject()
            : ScriptBlock.Create(Construct).Invoke(type, ArgumentList)[0];
        PSObject result = PSObject.AsPSObject(made);
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            string name = entry.Key.ToString()!;
            if (result.Properties[name] is { } property)
            {
                property.Value = entry.Value;
            }
            else
            {
                result.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
        }

        WriteObject(result);
    }
}
