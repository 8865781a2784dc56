using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Services;

/// <summary>
/// <c>com.apple.mobile.assertion_agent</c>: keeps the phone awake for as long as the connection lasts.
/// </summary>
internal static class AssertionAgent
{
    public static async Task RunAsync(ServiceContext context, CancellationToken cancellationToken)
    {
        PlistChannel channel = new(context.Stream);
        while (await channel.ReadAsync(cancellationToken) is PlistDictionary request)
        {
            PlistDictionary reply = new();
            if (request.GetString("CommandKey") == "CommandCreateAssertion")
            {
                context.Phone.Observations.Note(
                    ObservationKind.PowerAssertion, request.GetString("AssertionTypeKey") ?? "");
            }
            else
            {
                reply["Error"] = "UnknownCommand";
            }

            await channel.WriteAsync(reply, cancellationToken);
        }
    }
}
