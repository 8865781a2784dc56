using System.Reflection;

namespace IosBackup.Loading;

internal static partial class DependencyResolver
{
    private static readonly DependencyContext s_context = new(s_dependencies);

    private static Assembly LoadDependency(AssemblyName name) => s_context.LoadFromAssemblyName(name);
}
