using System;
using System.Threading;
using IosBackup.Engine.Records.Calls;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the calls, the latest of each store first.</summary>
internal static class ReportCalls
{
    public static void Write(ReportContents contents, CancellationToken stop)
    {
        foreach (IosCall call in new CallReader().Read(contents.Source, new CallQuery { NewestFirst = true }, stop))
        {
            bool isMissed = !call.IsOutgoing && call.Status == IosCallStatus.Missed;
            contents.Calls.Add(json =>
            {
                json.Time("t", call.Date);
                json.Text("n", NameOf(call));
                json.Text("k", KindOf(call));
                json.Text("d", call.Duration > TimeSpan.Zero ? ReportText.Duration(call.Duration) : "–");
                if (isMissed)
                {
                    json.WriteNumber("m", 1);
                }
            });
        }
    }

    private static string NameOf(IosCall call) => call.Participants.Count > 1
        ? string.Join(", ", call.Participants)
        : call.Name is string name && call.Number is string number && name != number ? $"{name} ({number})"
        : call.Name ?? call.Number ?? "Hidden number";

    /// <summary>The part of an app's identifier that is nearest to a name.</summary>
    private static string? LastPart(string? provider) => provider?.Substring(provider.LastIndexOf('.') + 1);

    private static string KindOf(IosCall call)
    {
        string kind = call.Kind switch
        {
            IosCallKind.FaceTimeVideo => "FaceTime video",
            IosCallKind.FaceTimeAudio => "FaceTime audio",
            IosCallKind.App => LastPart(call.Provider) ?? "App",
            _ => "Phone",
        };
        return $"{(call.IsOutgoing ? "Outgoing" : "Incoming")}, {call.Status.ToString().ToLowerInvariant()} · {kind}";
    }
}
