using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Lockdown;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Services;

/// <summary><c>com.apple.mobile.diagnostics_relay</c>: hardware facts, and the switch.</summary>
internal static class DiagnosticsRelay
{
    /// <summary>iOS 17.4 closed MobileGestalt.</summary>
    private const int FirstVersionWithoutGestalt = 18;

    public static async Task RunAsync(ServiceContext context, CancellationToken cancellationToken)
    {
        PlistChannel channel = new(context.Stream);
        bool goOn = true;
        while (goOn && await channel.ReadAsync(cancellationToken) is PlistDictionary request)
        {
            goOn = request.GetString("Request") != "Goodbye";
            await channel.WriteAsync(Answer(context.Phone, request), cancellationToken);
        }
    }

    private static PlistDictionary Answer(VirtualPhone phone, PlistDictionary request)
    {
        string verb = request.GetString("Request") ?? "";
        switch (verb)
        {
            case "Goodbye":
                return Succeed();
            case "Restart" or "Shutdown" or "Sleep":
                phone.Observations.Note(ObservationKind.PowerCommand, verb);
                return Succeed();
            case "MobileGestalt":
                return Succeed("MobileGestalt", DescribeGestalt(phone, request.GetArray("MobileGestaltKeys")));
            case "IORegistry":
                return Succeed("IORegistry", new PlistDictionary());
            case "All" or "GasGauge":
                return Succeed("GasGauge", new PlistDictionary
                {
                    ["CycleCount"] = 41,
                    ["DesignCapacity"] = 3349,
                    ["FullChargeCapacity"] = 3300,
                    ["Status"] = "Success",
                });
            default:
                return new PlistDictionary { ["Status"] = "UnknownRequest" };
        }
    }

    private static PlistDictionary DescribeGestalt(VirtualPhone phone, PlistArray? keys)
    {
        if (phone.MajorVersion >= FirstVersionWithoutGestalt)
        {
            return new PlistDictionary { ["Status"] = "MobileGestaltDeprecated" };
        }

        PlistDictionary known = GlobalValues.Describe(phone);
        known["PasswordConfigured"] = phone.Passcode is not null;
        PlistDictionary answer = new() { ["Status"] = "Success" };
        foreach (string key in keys?.Strings() ?? Enumerable.Empty<string>())
        {
            answer[key] = known[key];
        }

        return answer;
    }

    private static PlistDictionary Succeed() => new() { ["Status"] = "Success" };

    private static PlistDictionary Succeed(string name, PlistDictionary value)
    {
        PlistDictionary reply = Succeed();
        reply["Diagnostics"] = new PlistDictionary { [name] = value };
        return reply;
    }
}
