using Xunit;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>
/// The tests that use or change what all runspaces of the process share: the virtual devices, the keys of unlocked
/// backups, the variables of the environment. They run one after the other.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ProcessState
{
    public const string Name = "State of the process";
}
