using System;
using System.IO;
using System.Linq;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Pipeline;

public sealed class PathCmdletTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;
    private readonly ShellSession _shell = ShellSession.With(typeof(TestPathCommand));

    public PathCmdletTests()
    {
        foreach (string name in new[] { "a1", "a2", "b[1]" })
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
        }

        _shell.Run("$ExecutionContext.SessionState.Path.SetLocation($args[0])", _folder);
    }

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Test-PathGiven a*", "a1 a2")]
    [InlineData("Test-PathGiven a1, a2", "a1 a2")]
    [InlineData("'a2', 'a*' | Test-PathGiven", "a2 a1 a2")]
    [InlineData("Test-PathGiven zz*", "")]
    [InlineData("Test-PathGiven new/sub", "new/sub")]
    [InlineData("Test-PathGiven -LiteralPath 'b[1]', 'x*'", "b[1] x*")]
    [InlineData("[pscustomobject]@{ PSPath = 'FileSystem::' + $pwd.ProviderPath + '/b[1]' } | Test-PathGiven", "b[1]")]
    public void Paths_are_resolved_from_PowerShells_location(string script, string expected)
    {
        ShellResult result = _shell.Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Path.Combine(_folder, name)),
            result.As<string>());
    }

    [Fact]
    public void Without_a_path_it_is_the_current_folder() =>
        Assert.Equal(_folder, _shell.Run("Test-PathGiven").As<string>().Single());

    [Theory]
    [InlineData("Test-PathGiven Env:*")]
    [InlineData("Test-PathGiven Variable:x")]
    [InlineData("Test-PathGiven -LiteralPath Env:PATH")]
    public void A_path_of_another_provider_is_refused(string script)
    {
        ShellResult result = _shell.Run($"try {{ {script} }} catch {{ $_.FullyQualifiedErrorId }}");

        Assert.StartsWith("InvalidArgument,", result.As<string>().Single(), StringComparison.Ordinal);
    }
}
