using System;
using System.IO;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes for a place what is one: a path, a folder of Get-Item, a backup, the result of a run. What is about a device
/// and no place binds by its properties; PowerShell would take its text for a path.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PlaceTransformationAttribute : ElementTransformationAttribute
{
    private protected override string Noun => "place";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            null or string => value,
            FileSystemInfo place => place.FullName,
            _ when RunResults.BackupOf(input) is string made => made,
            _ when PSObject.AsPSObject(input!).Properties["Path"]?.Value is string path => path,
            _ when PSObject.AsPSObject(input!).Properties["FullName"]?.Value is string path => path,

            // Of all failures this one lets PowerShell go on to the properties.
            _ => throw new ArgumentTransformationMetadataException(
                "It is no path.", new PSInvalidCastException("It is no path.")),
        };
    }
}
