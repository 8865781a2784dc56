using System;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Streams;

[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "Message")]
public sealed class WriteErrorCommand : PSCmdlet
{
    private const string DefaultId = "Microsoft.PowerShell.Commands.WriteErrorException";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    [AllowEmptyString]
    public string? Message { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Exception")]
    public Exception? Exception { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ErrorRecord")]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter]
    public ErrorCategory Category { get; set; }

    [Parameter]
    public string ErrorId { get; set; } = DefaultId;

    [Parameter]
    public object? TargetObject { get; set; }

    [Parameter]
    public string RecommendedAction { get; set; } = "";

    protected override void ProcessRecord()
    {
        ErrorRecord record = ErrorRecord is null
            ? new ErrorRecord(Exception ?? new WriteErrorException(Message), ErrorId, Category, TargetObject)
            : new ErrorRecord(ErrorRecord, null);
        if (RecommendedAction.Length > 0 || (Exception is not null && Message is not null))
        {
            record.ErrorDetails = new ErrorDetails(Message) { RecommendedAction = RecommendedAction };
        }

        WriteError(record);
    }

    /// <summary>The exception of an error that was given as text.</summary>
    private sealed class WriteErrorException(string? message) : Exception(message);
}
