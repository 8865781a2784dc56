using System;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes for a schedule whatever names it: an object of Get-IosBackupSchedule, also from a job, or its name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ScheduleTransformationAttribute : ElementTransformationAttribute
{
    private protected override string Noun => "schedule";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            string name => Named(name),
            PSObject or PSCustomObject when PSObject.AsPSObject(input).Properties["Name"]?.Value is string name =>
                Named(name),
            _ => input,
        };
    }

    private static IosBackupSchedule Named(string name) => new()
    {
        Name = name,
        FilePath = "",
        PowerShellPath = "",
        At = [],
        DaysOfWeek = [],
        TimeLimit = TimeSpan.Zero,
        Location = "",
    };
}
