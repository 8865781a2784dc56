using System;
using System.Globalization;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Values;

[Cmdlet(VerbsCommon.Get, "Date")]
[OutputType(typeof(DateTime), typeof(string))]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("LastWriteTime")]
    public DateTime? Date { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        DateTime time = Date ?? DateTime.Now;
        if (AsUTC)
        {
            time = time.ToUniversalTime();
        }

        WriteObject(Format is null ? time : time.ToString(Format, CultureInfo.CurrentCulture));
    }
}
