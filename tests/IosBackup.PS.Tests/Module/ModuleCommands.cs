using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using IosBackup.Loading;

namespace IosBackup.PS.Tests.Module;

/// <summary>The cmdlets of the staged module, by their classes.</summary>
internal static class ModuleCommands
{
    /// <summary>The classes with their names, as <c>Verb-Noun</c>.</summary>
    public static IReadOnlyDictionary<string, Type> Classes { get; } = typeof(ModuleInitializer).Assembly
        .GetExportedTypes()
        .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)
        .ToDictionary(Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The parameters that every cmdlet has.</summary>
    public static IReadOnlySet<string> CommonParameters { get; } = new HashSet<string>(
        Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters), StringComparer.OrdinalIgnoreCase);

    private static string Name(Type type)
    {
        CmdletAttribute attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
