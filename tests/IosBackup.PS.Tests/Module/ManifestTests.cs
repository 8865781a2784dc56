using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Reflection;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Module;

public sealed class ManifestTests
{
    private static readonly Hashtable s_manifest = ReadManifest();

    [Fact]
    public void The_manifest_is_valid()
    {
        using ShellSession shell = ShellSession.With();
        ShellResult result = shell.Run("Test-ModuleManifest $args[0]", StagedModule.Manifest);

        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
    }

    [Fact]
    public void It_exports_exactly_the_cmdlets_that_exist()
    {
        using ShellSession shell = ShellSession.WithModule();

        Assert.Equal(ModuleCommands.Classes.Keys.Order(), Names("CmdletsToExport").Order());
        Assert.Equal(
            ModuleCommands.Classes.Keys.Order(),
            shell.Run("Get-Command -Module IosBackup | ForEach-Object Name").As<string>().Order());
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    public void It_exports_nothing_else(string key) => Assert.Empty(Names(key));

    [Fact]
    public void It_holds_no_key_that_loads_more_than_it_should()
    {
        foreach (string key in new[] { "RequiredAssemblies", "ScriptsToProcess", "NestedModules", "HelpInfoURI" })
        {
            Assert.False(s_manifest.ContainsKey(key), key);
        }
    }

    [Fact]
    public void It_runs_where_it_says()
    {
        Assert.Equal("5.1", s_manifest["PowerShellVersion"]);
        Assert.Equal("4.7.2", s_manifest["DotNetFrameworkVersion"]);
        Assert.Equal(["Core", "Desktop"], Names("CompatiblePSEditions").Order());
    }

    [Fact]
    public void The_version_is_the_one_of_the_assemblies()
    {
        Version version = Version.Parse((string)s_manifest["ModuleVersion"]!);

        foreach (string path in Directory.EnumerateFiles(StagedModule.Bin, "IosBackup*.dll"))
        {
            Assert.Equal(version, Version.Parse(AssemblyName.GetAssemblyName(path).Version!.ToString(3)));
        }
    }

    [Fact]
    public void Tags_can_be_searched_for_and_contain_no_blank()
    {
        Hashtable data = (Hashtable)((Hashtable)s_manifest["PrivateData"]!)["PSData"]!;
        string[] tags = [.. ((object[])data["Tags"]!).Cast<string>()];

        Assert.Contains("PSEdition_Desktop", tags);
        Assert.Contains("PSEdition_Core", tags);
        Assert.DoesNotContain(tags, tag => tag.Contains(' '));
    }

    [Fact]
    public void The_files_it_names_exist()
    {
        foreach (string file in Names("FormatsToProcess").Concat(Names("TypesToProcess")).Append(
            (string)s_manifest["RootModule"]!))
        {
            Assert.True(File.Exists(Path.Combine(ConformanceData.Root, file)), file);
        }
    }

    private static IEnumerable<string> Names(string key) => ((object[])s_manifest[key]!).Cast<string>();

    // Publishing tools read it like this: as data, without running it.
    private static Hashtable ReadManifest()
    {
        ScriptBlockAst script = Parser.ParseFile(StagedModule.Manifest, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }
}
