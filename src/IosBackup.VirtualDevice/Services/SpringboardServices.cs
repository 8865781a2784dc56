using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Services;

/// <summary><c>com.apple.springboardservices</c>: icons.</summary>
internal static class SpringboardServices
{
    public static async Task RunAsync(ServiceContext context, CancellationToken cancellationToken)
    {
        PlistChannel channel = new(context.Stream);
        while (await channel.ReadAsync(cancellationToken) is PlistDictionary request)
        {
            await channel.WriteAsync(Answer(context.Phone, request), cancellationToken);
        }
    }

    private static PlistDictionary Answer(VirtualPhone phone, PlistDictionary request)
    {
        string? bundleId = request.GetString("bundleId");
        return request.GetString("command") switch
        {
            "getIconPNGData" => phone.Apps.Any(app => app.BundleId == bundleId)
                ? new PlistDictionary { ["pngData"] = IconImage.Draw(bundleId!) }
                : new PlistDictionary(),
            "getInterfaceOrientation" => new PlistDictionary { ["interfaceOrientation"] = 1 },
            _ => new PlistDictionary { ["Error"] = "UnknownCommand" },
        };
    }
}
