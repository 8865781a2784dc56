using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>Opens the documents of an application that shares them.</summary>
internal static class HouseArrest
{
    public const string ServiceName = "com.apple.mobile.house_arrest";

    /// <summary>Gives the application's container, of which its documents can be read and written.</summary>
    public static async Task<AfcClient> OpenDocumentsAsync(
        DeviceSession session, string bundleId, CancellationToken cancellation)
    {
        DeviceStream stream = await session.StartServiceAsync(ServiceName, cancellation: cancellation);
        return await OpenDocumentsAsync(stream, bundleId, session.Timeouts, cancellation);
    }

    public static async Task<AfcClient> OpenDocumentsAsync(
        DeviceStream stream, string bundleId, DeviceTimeouts timeouts, CancellationToken cancellation)
    {
        try
        {
            PlistDictionary request = new() { ["Command"] = "VendDocuments", ["Identifier"] = bundleId };
            PlistDictionary reply = await new PlistConnection(stream).ExchangeAsync(
                request, timeouts.Reply, "house arrest", cancellation);
            reply.ThrowIfError($"The documents of {bundleId}");

            // From here on the same pipe speaks AFC.
            return new AfcClient(stream, timeouts);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
