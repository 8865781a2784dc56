using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Module;

/// <summary>The module beside others that bring the same assemblies. Each case needs a fresh process.</summary>
public sealed class DependencyTests : IDisposable
{
    private const string UseSqlite =
        """
        $engine = [IosBackup.Engine.Errors.EngineException].Assembly
        $type = $engine.GetType('IosBackup.Engine.Sqlite.SqliteDatabase')
        $database = $type.GetMethod('OpenOwn').Invoke($null, @(':memory:', [Threading.CancellationToken]::None))
        $database.GetType().GetMethod('QueryInteger').Invoke($database, @('select 6 * 7'));
        """;

    private const string ListLoaded =
        """
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic } | ForEach-Object {
            '{0} {1} {2}' -f $_.GetName().Name, $_.GetName().Version.Major,
                [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name
        };
        """;

    private static readonly string[] s_decoys = ["SQLitePCLRaw.core", "BouncyCastle.Cryptography"];

    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(99, true)]
    [InlineData(99, false)]
    public async Task It_works_beside_another_version_loaded_before_or_after(int major, bool before)
    {
        string load = LoadDecoys(major);

        ShellProcess run = await ShellProcess.CommandAsync(
            before ? load + UseSqlite + ListLoaded : UseSqlite + load + ListLoaded);

        Assert.Equal("", run.Errors);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("42", lines[0]);
        Assert.Contains($"SQLitePCLRaw.core {major} Default", lines);
        Assert.Contains("SQLitePCLRaw.provider.e_sqlite3 3 IosBackup", lines);
    }

    [Fact]
    public async Task Importing_loads_none_of_what_others_made()
    {
        ShellProcess run = await ShellProcess.CommandAsync(ListLoaded);

        string[] staged = [.. Directory
            .EnumerateFiles(Path.Combine(StagedModule.Bin, "dependencies"), "*.dll")
            .Select(path => Path.GetFileNameWithoutExtension(path))];
        Assert.NotEmpty(staged);
        Assert.Contains("IosBackup 0 Default", run.Output);
        Assert.DoesNotContain(run.Output.Split('\n'), line => staged.Contains(line.Split(' ')[0]));
    }

    private string LoadDecoys(int major)
    {
        string script = "";
        foreach (string name in s_decoys)
        {
            string decoy = Path.Combine(_folder, name + ".dll");
            AssemblyVersionPatch.Write(
                Path.Combine(StagedModule.Bin, "dependencies", name + ".dll"), decoy, new Version(major, 0, 0, 0));
            script += $"$null = [Reflection.Assembly]::LoadFrom('{decoy}');\n";
        }

        return script;
    }
}
