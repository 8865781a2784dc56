using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace IosBackup.Loading;

internal static partial class DependencyResolver
{
    private const string SqliteProvider = "SQLitePCLRaw.provider.e_sqlite3";
    private const string NativeSqlite = "e_sqlite3";

    private static Assembly LoadDependency(AssemblyName name)
    {
        if (name.Name == SqliteProvider)
        {
            // Windows then finds the library by its bare name, which is how the provider asks for it.
            LoadNative(NativeSqlite);
        }

        return Assembly.LoadFrom(PathOf(name));
    }

    private static void LoadNative(string library)
    {
        string runtime = "win-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string path = Path.Combine(s_dependencies, "runtimes", runtime, "native", library + ".dll");
        if (LoadLibrary(path) == IntPtr.Zero)
        {
            throw new DllNotFoundException($"{path} cannot be loaded (Windows error {Marshal.GetLastWin32Error()}).");
        }
    }

    [DllImport("kernel32", CharSet = CharSet.Unicode, EntryPoint = "LoadLibraryW", SetLastError = true)]
    private static extern IntPtr LoadLibrary(string path);
}
