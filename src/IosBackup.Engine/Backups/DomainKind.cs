namespace IosBackup.Engine.Backups;

/// <summary>The part of a phone that a domain stands for.</summary>
public enum DomainKind
{
    /// <summary>A fixed part of the system, <c>HomeDomain</c> for example.</summary>
    System,

    /// <summary>The container of an app.</summary>
    App,

    /// <summary>A container that apps of one maker share.</summary>
    AppGroup,

    /// <summary>The container of an app's extension.</summary>
    AppPlugin,

    /// <summary>An app that is not installed.</summary>
    AppPlaceholder,

    /// <summary>The container of a system service.</summary>
    SystemContainer,

    /// <summary>A container that system services share.</summary>
    SystemGroup,
}
