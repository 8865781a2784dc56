using System.Management.Automation;
using System.Runtime.CompilerServices;
using IosBackup.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Loading;

/// <summary>
/// Runs when PowerShell imports the assembly, before any cmdlet, and when the module is removed. Touches no device.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public void OnImport()
    {
        DependencyResolver.Hook();
        LoadEngine();
    }

    public void OnRemove(PSModuleInfo psModuleInfo) => UnlockedKeybags.ForgetAll();

    // PowerShell knows the types of loaded assemblies only, and scripts catch EngineException. A method of its own,
    // because the types a method names are looked up before it runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadEngine() => RuntimeHelpers.RunClassConstructor(typeof(EngineException).TypeHandle);
}
