using System.Management.Automation;

namespace IosBackup.Loading;

/// <summary>Runs when PowerShell imports the assembly, before any cmdlet. Does no more than hook the resolver.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    public void OnImport() => DependencyResolver.Hook();
}
