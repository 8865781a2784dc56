using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IosBackup.Benchmarks;

/// <summary>Runs benchmarks by name: <c>dotnet run -c Release --project tests/IosBackup.Benchmarks -- hash</c>.</summary>
internal static class Program
{
    private static readonly Benchmark[] s_benchmarks =
    [
        ExtractBenchmark.Create(),
        ImportBenchmark.Create(),
        ReceiveBenchmark.Create("receive-small", small: true),
        ReceiveBenchmark.Create("receive-large", small: false),
        FleetBenchmark.Create(),
    ];

    private static async Task<int> Main(string[] names)
    {
        if (names is [Role.Argument, ..])
        {
            return await Role.RunAsync(names[1..]);
        }

        Benchmark[] chosen = [.. s_benchmarks.Where(benchmark => names.Contains(benchmark.Name))];
        if (chosen.Length == 0 || chosen.Length < names.Length)
        {
            Console.Error.WriteLine("Give the names of benchmarks:");
            foreach (Benchmark benchmark in s_benchmarks)
            {
                Console.Error.WriteLine($"  {benchmark.Name,-14} {benchmark.Description}");
            }

            return 1;
        }

        foreach (Benchmark benchmark in chosen)
        {
            string folder = Directory.CreateTempSubdirectory("iosbackup-benchmark-").FullName;
            try
            {
                Console.WriteLine($"{benchmark.Name}: {benchmark.Description}");
                await benchmark.RunAsync(folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }
}
