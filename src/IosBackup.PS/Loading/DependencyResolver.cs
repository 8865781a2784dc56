using System;
using System.IO;
using System.Reflection;
using System.Threading;

namespace IosBackup.Loading;

/// <summary>
/// Finds the assemblies in <c>dependencies/</c> for our own assemblies and for nobody else, so that another module may
/// have loaded another version of the same assembly, before or after us.
/// </summary>
internal static partial class DependencyResolver
{
    private static readonly string s_home = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!;
    private static readonly string s_dependencies = Path.Combine(s_home, "dependencies");
    private static int s_hooked;

    /// <summary>
    /// Hooks the resolver into the process, once. It stays when the module is removed: other runspaces and objects
    /// that outlive the module still need what has not been loaded yet.
    /// </summary>
    public static void Hook()
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (!IsOurs(request.RequestingAssembly))
        {
            return null;
        }

        AssemblyName name = new(request.Name);
        string own = Path.Combine(s_home, name.Name + ".dll");
        if (File.Exists(own))
        {
            return Assembly.LoadFrom(own);
        }

        return File.Exists(PathOf(name)) ? LoadDependency(name) : null;
    }

    private static bool IsOurs(Assembly? assembly)
    {
        return assembly is { IsDynamic: false }
            && assembly.Location.StartsWith(s_home + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    }

    private static string PathOf(AssemblyName name) => Path.Combine(s_dependencies, name.Name + ".dll");
}
