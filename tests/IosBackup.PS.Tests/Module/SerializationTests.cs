using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Module;

/// <summary>Objects that jobs and Import-Clixml bring back compare as those that went in.</summary>
public sealed class SerializationTests
{
    [Fact]
    public void Every_enumeration_that_a_cmdlet_emits_travels_by_its_names()
    {
        HashSet<string> byName = [.. XDocument
            .Load(Path.Combine(ConformanceData.Root, "module", "IosBackup.Types.ps1xml"))
            .Descendants("Type")
            .Where(static type => type.Descendants("NoteProperty").Any(static note =>
                (string?)note.Element("Name") == "SerializationMethod" && (string?)note.Element("Value") == "String"))
            .Select(static type => (string)type.Element("Name")!)];
        HashSet<Type> emitted = [];
        foreach (OutputTypeAttribute output in ModuleCommands.Classes.Values
            .SelectMany(static command => command.GetCustomAttributes<OutputTypeAttribute>()))
        {
            foreach (PSTypeName type in output.Type)
            {
                Follow(type.Type, emitted);
            }
        }

        string[] enumerations =
            [.. emitted.Where(static type => type.IsEnum).Select(static type => type.FullName!).Order()];

        Assert.Contains("IosBackup.IosBackupResultStatus", enumerations);
        Assert.Superset(new HashSet<string>(enumerations), byName);
    }

    private static void Follow(Type? type, HashSet<Type> found)
    {
        if (type is null)
        {
            return;
        }

        foreach (Type inner in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
        {
            Follow(inner, found);
        }

        if (type.Namespace?.StartsWith("IosBackup", StringComparison.Ordinal) == true && found.Add(type))
        {
            foreach (PropertyInfo property in type.GetProperties())
            {
                Follow(property.PropertyType, found);
            }
        }
    }
}
