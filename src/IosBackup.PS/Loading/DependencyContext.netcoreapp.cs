using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace IosBackup.Loading;

/// <summary>
/// The private load context of the third-party assemblies. An assembly that the session has loaded in the same or a
/// newer version is shared, because the runtime gives that one to our own assemblies too and the two must agree.
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private readonly string _folder;

    public DependencyContext(string folder)
        : base("IosBackup")
    {
        _folder = folder;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) && !SessionHas(assemblyName) ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        foreach (string runtime in NativeRuntime.Candidates())
        {
            string path = Path.Combine(
                _folder, "runtimes", runtime, "native", NativeRuntime.FileName(unmanagedDllName));
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out IntPtr handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }

    private static bool SessionHas(AssemblyName wanted)
    {
        foreach (Assembly loaded in Default.Assemblies)
        {
            AssemblyName name = loaded.GetName();
            if (string.Equals(name.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)
                && name.Version >= wanted.Version)
            {
                return true;
            }
        }

        return false;
    }
}
