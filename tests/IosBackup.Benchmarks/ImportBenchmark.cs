using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace IosBackup.Benchmarks;

/// <summary>Import-Module: the Shell with the module beside the Shell without.</summary>
internal static class ImportBenchmark
{
    private const int Rounds = 5;

    public static Benchmark Create() => new("import", "Import-Module in the Shell, timed by the Shell itself", RunAsync);

    private static async Task RunAsync(string folder)
    {
        string root = FindRoot();
        string shell = Path.Combine(root, "src", "IosBackup.Shell", "bin", "Release", "net10.0", "IosBackup.Shell.dll");
        string script = Path.Combine(folder, "import.ps1");
        await File.WriteAllTextAsync(
            script,
            $"$clock = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{Path.Combine(root, "IosBackup.psd1")}' -Force; "
            + "$clock.Elapsed.TotalSeconds");
        List<double> seconds = [];
        for (int round = 0; round < Rounds; round++)
        {
            Run run = await Run.OfAsync("dotnet", [shell, script]);
            seconds.Add(double.Parse(run.Output.Trim(), CultureInfo.CurrentCulture));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Run.Median(seconds):0.00} s"));
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "IosBackup.psd1")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("Run it from the project's folder.");
    }
}
