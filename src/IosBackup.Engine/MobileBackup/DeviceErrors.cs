using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.MobileBackup;

/// <summary>What the final response of a device means: MBErrorDomain codes as kinds.</summary>
internal static class DeviceErrors
{
    private const int MostDescription = 400;

    private static readonly Regex s_code = new(
        @"MBErrorDomain/(\d{1,6})", RegexOptions.CultureInvariant | RegexOptions.Compiled);

    /// <summary>The error of a response, or null when it says success.</summary>
    public static EngineException? FromResponse(PlistDictionary response)
    {
        // The code may come as a signed or an unsigned number of any width.
        int code = unchecked((int)((response["ErrorCode"] as PlistInteger)?.Low ?? 0));
        if (code == 0)
        {
            return null;
        }

        string description = response.GetString("ErrorDescription") ?? "The device gave no description.";
        if (description.Length > MostDescription)
        {
            description = description.Substring(0, MostDescription);
        }

        int? underlying = Underlying(description, code);
        return new EngineException(ToKind(code, underlying, description), $"{description} (code {code})")
        {
            DeviceCode = code,
            UnderlyingCode = underlying,
        };
    }

    private static int? Underlying(string description, int code)
    {
        List<int> codes = [.. s_code.Matches(description)
            .Cast<Match>()
            .Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        int first = codes.IndexOf(code);
        return first >= 0 && first + 1 < codes.Count ? codes[first + 1] : null;
    }

    private static ErrorKind ToKind(int code, int? underlying, string description) => code switch
    {
        _ when underlying == 105 => ErrorKind.DestinationFull,
        13 or 14 or 25 => ErrorKind.DeviceBusy,
        22 or 555 => ErrorKind.ManagementForbids,
        105 => ErrorKind.DestinationFull,
        106 => ErrorKind.DeviceFull,
        202 or (>= 217 and <= 224) => ErrorKind.Cancelled,
        203 => ErrorKind.VersionTooNew,
        204 => ErrorKind.BackupIncomplete,
        205 => ErrorKind.ManifestDamaged,
        207 when description.Contains("device management", StringComparison.OrdinalIgnoreCase) =>
            ErrorKind.EncryptionEnforced,
        207 => ErrorKind.BackupPasswordIncorrect,
        208 when description.Contains("passcode", StringComparison.OrdinalIgnoreCase) => ErrorKind.PasscodeRequired,
        208 => ErrorKind.DeviceLocked,
        211 => ErrorKind.FindMyEnabled,
        212 => ErrorKind.SetupNotFinished,
        _ => ErrorKind.DeviceFailed,
    };
}
