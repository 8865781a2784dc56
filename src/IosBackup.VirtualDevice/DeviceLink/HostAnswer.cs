using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.DeviceLink;

/// <summary>The host's answer to a request.</summary>
/// <param name="Code">Success, or what went wrong.</param>
/// <param name="Message">What it says.</param>
/// <param name="Payload">What comes with it; null when nothing does.</param>
internal sealed record HostAnswer(DeviceLinkStatus Code, string Message, PlistNode? Payload)
{
    private const string ErrorCodeKey = "DLFileErrorCode";

    public bool IsSuccess => Code == DeviceLinkStatus.Success;

    /// <summary>
    /// The codes that say what was wrong: those of the single files where the answer lists them.
    /// </summary>
    public IEnumerable<DeviceLinkStatus> Causes => Code == DeviceLinkStatus.MultipleErrors
        && Payload is PlistDictionary { Count: > 0 } files
            ? files.Select(static entry => CodeOf(entry.Value))
            : [Code];

    /// <summary>Whether nothing is wrong but that files are missing.</summary>
    public bool IsNotFound => Causes.All(static cause => cause == DeviceLinkStatus.NotFound);

    /// <summary>An entry of the list of files that failed.</summary>
    public static PlistDictionary MakeFailure(DeviceLinkStatus code) => new() { [ErrorCodeKey] = (int)code };

    /// <summary>Whether DeviceLink has a status of this number.</summary>
    public static bool IsKnown(int code) => Enum.IsDefined(typeof(DeviceLinkStatus), code);

    private static DeviceLinkStatus CodeOf(PlistNode failure) =>
        (failure as PlistDictionary)?[ErrorCodeKey] is PlistInteger code
            ? unchecked((DeviceLinkStatus)(int)code.Low)
            : DeviceLinkStatus.Failed;
}
