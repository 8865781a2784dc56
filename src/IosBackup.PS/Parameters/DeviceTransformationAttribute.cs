using System;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes for a device whatever names it: a UDID, an object of Get-IosDevice that came from a job, a virtual device, a
/// backup of it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DeviceTransformationAttribute : ElementTransformationAttribute
{
    private protected override string Noun => "device";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            null or IosDevice => value,
            string { Length: > 0 } udid => new IosDevice { Udid = udid },
            _ when Property(input!, "Udid") is { } udid => new IosDevice
            {
                Udid = udid,
                Name = Property(input!, "Name"),
                Endpoint = Property(input!, "Endpoint"),
            },
            _ => input,
        };
    }

    private static string? Property(object input, string name) =>
        PSObject.AsPSObject(input).Properties[name]?.Value as string;
}
