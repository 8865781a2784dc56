using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.DeviceLink;

/// <summary>The host's answer to a request.</summary>
/// <param name="Code">Zero, or one of the negative status codes.</param>
/// <param name="Message">What it says.</param>
/// <param name="Payload">What comes with it; null when nothing does.</param>
internal sealed record DeviceLinkStatus(int Code, string Message, PlistNode? Payload)
{
    public const int Ok = 0;
    public const int Failed = -1;
    public const int NotFound = -6;
    public const int Exists = -7;
    public const int MultiStatus = -13;

    /// <summary>Every code there is.</summary>
    public static readonly int[] KnownCodes = [0, -1, -2, -3, -4, -6, -7, -8, -9, -10, -11, MultiStatus, -14, -15];

    /// <summary>
    /// The codes that say what was wrong: those of the single files where the answer lists them.
    /// </summary>
    public IEnumerable<int> Causes => Code == MultiStatus && Payload is PlistDictionary { Count: > 0 } files
        ? files.Select(static entry => (int)((entry.Value as PlistDictionary)?.GetInteger("DLFileErrorCode") ?? Failed))
        : [Code];
}
