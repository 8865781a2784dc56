using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Module;

[Collection(ProcessState.Name)]
public sealed class ImportTests
{
    private const string CommandNames = "(Get-Command -Module IosBackup | ForEach-Object Name) -join ' '";

    [Theory]
    [InlineData("Import-Module $args[0] -ErrorAction Stop")]
    [InlineData("Import-Module $args[0] -Force -ErrorAction Stop")]
    [InlineData("Remove-Module IosBackup; Import-Module $args[0] -ErrorAction Stop")]
    public void Importing_again_keeps_every_command(string again)
    {
        using ShellSession shell = ShellSession.WithModule();
        string before = shell.Run(CommandNames).As<string>().Single();

        ShellResult result = shell.Run(again + "; " + CommandNames, StagedModule.Manifest);

        Assert.Empty(result.Errors);
        Assert.Equal(before, result.As<string>().Single());
    }

    [Fact]
    public void Removing_takes_every_command_away()
    {
        using ShellSession shell = ShellSession.WithModule();

        Assert.Empty(shell.Run("Remove-Module IosBackup; Get-Command -Module IosBackup").Output);
    }

    [Fact]
    public async Task Many_runspaces_import_it_at_the_same_time()
    {
        using Barrier start = new(6);
        string[] names = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                using ShellSession shell = ShellSession.WithModule();
                return shell.Run(CommandNames).As<string>().Single();
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Single(names.Distinct());
    }

    [Fact]
    public void Parallel_script_blocks_import_it()
    {
        using ShellSession shell = ShellSession.WithModule();

        ShellResult result = shell.Run(
            "$path = $args[0]; 1..4 | ForEach-Object -Parallel { Import-Module $using:path -ErrorAction Stop; 'ok' }",
            StagedModule.Manifest);

        Assert.Empty(result.Errors);
        Assert.Equal(4, result.Output.Count);
    }

    [Fact]
    public void Scripts_can_name_the_types_of_errors()
    {
        using ShellSession shell = ShellSession.WithModule();

        ShellResult result = shell.Run("[IosBackup.Engine.Errors.EngineException].Name");

        Assert.Equal("EngineException", result.As<string>().Single());
    }
}
