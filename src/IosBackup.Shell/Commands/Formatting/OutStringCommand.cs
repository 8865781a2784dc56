using System;
using System.IO;
using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace IosBackup.Shell.Commands.Formatting;

[Cmdlet(VerbsData.Out, "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringWriter _text = new();

    [Parameter]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    protected override void BeginProcessing()
    {
        EngineInternals.FormatInto(this, _text, Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        string text = _text.ToString();
        if (Stream)
        {
            string[] lines = text.Split(Environment.NewLine);
            WriteObject(lines[^1].Length == 0 ? lines[..^1] : lines, enumerateCollection: true);
        }
        else
        {
            WriteObject(NoNewline ? text.Replace(Environment.NewLine, "", StringComparison.Ordinal) : text);
        }
    }
}
