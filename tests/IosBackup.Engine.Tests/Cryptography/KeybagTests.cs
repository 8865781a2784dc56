using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.Cryptography;

public sealed class KeybagTests
{
    [Fact]
    public void Both_derivations_of_a_modern_keybag_give_the_known_keys()
    {
        KeybagDerivation low = new()
        {
            Cost = new KeybagCost(100, 10),
            Salt = Convert.FromHexString("693e6ce9da643a08ee3b9369849a419b8cf46981"),
            FirstSalt = Convert.FromHexString("5f12ee647971712c913fce3ab49f8b319168e3d1"),
        };
        KeybagDerivation empty = new()
        {
            Cost = KeybagCost.SingleDerivation,
            Salt = Convert.FromHexString("27f1ba91a2c295e3d5718cb3a2c9a1b82dffc729"),
        };

        Assert.Equal("5c9ac5749c032e983f5389c15aa7b322503b3e2d40bcffcab353c05956691a0e", Derive(low, "Passw0rd!"));
        Assert.Equal("e88d38f4a15e6f6f7a20f072f40489fadc369e3c84b8c74bed32a293d9c246e1", Derive(empty, string.Empty));
    }

    [Theory]
    [InlineData("low")]
    [InlineData("low-utf8")]
    [InlineData("legacy-pre-10.2")]
    [InlineData("unencrypted-backup")]
    [InlineData("real-cost")]
    public void Every_vector_is_parsed_derived_and_unwrapped(string name)
    {
        JsonNode vector = KeybagVectors.Keybag(name);
        Keybag keybag = Keybag.Parse(vector.Bytes("keybag"));
        JsonNode header = vector["header"]!;
        byte[] passcodeKey = new byte[32];

        keybag.Derivation.Derive(Encoding.UTF8.GetBytes(vector.Text("password")), passcodeKey);

        Assert.Equal(vector.Text("passcode_key"), Hex.Lower(passcodeKey));
        Assert.Equal(header.Number("VERS"), keybag.Version);
        Assert.Equal(header.Number("TYPE"), keybag.Type);
        Assert.Equal(header.Text("UUID"), Hex.Lower(keybag.Uuid.Span));
        Assert.Equal((int?)header["DPIC"], keybag.Derivation.Cost.FirstRounds);
        using AesKeyWrap wrap = new(passcodeKey);
        foreach ((KeybagEntry entry, JsonNode? expected) in keybag.Entries.Zip(vector["classes"]!.AsArray()))
        {
            byte[] key = new byte[32];
            Assert.Equal(expected!.Number("CLAS"), entry.ProtectionClass);
            Assert.Equal(expected!.Number("WRAP"), entry.Wrap);
            Assert.True(wrap.TryUnwrap(entry.WrappedKey.Span, key));
            Assert.Equal(expected!.Text("unwrapped"), Hex.Lower(key));
        }

        Assert.Equal(vector["classes"]!.AsArray().Count, keybag.Entries.Count);
    }

    [Theory]
    [InlineData("low")]
    [InlineData("low-utf8")]
    [InlineData("legacy-pre-10.2")]
    [InlineData("unencrypted-backup")]
    public void Unlocking_tells_usable_classes_from_device_bound_ones(string name)
    {
        JsonNode vector = KeybagVectors.Keybag(name);
        using BackupPassword password = BackupPassword.FromChars(vector.Text("password"));

        using ClassKeys keys = Keybag.Parse(vector.Bytes("keybag")).Unlock(password);

        foreach (JsonNode? entry in vector["classes"]!.AsArray())
        {
            Assert.Equal((bool)entry!["usable_off_device"]!, keys.Has(entry!.Number("CLAS")));
        }

        Assert.Empty(keys.DamagedClasses);
        Assert.False(keys.Has(12));
        AssertKind(ErrorKind.ClassKeyMissing, () => keys.NewKey(11));
    }

    [Theory]
    [InlineData("low")]
    [InlineData("low-utf8")]
    [InlineData("legacy-pre-10.2")]
    [InlineData("unencrypted-backup")]
    public void A_wrong_password_is_named_as_such(string name)
    {
        JsonNode vector = KeybagVectors.Keybag(name);
        Keybag keybag = Keybag.Parse(vector.Bytes("keybag"));
        using BackupPassword wrong = BackupPassword.FromChars(vector["wrong_password"]!.Text("password"));

        AssertKind(ErrorKind.BackupPasswordIncorrect, () => keybag.Unlock(wrong));
    }

    [Fact]
    public void Foreign_vectors_give_the_same_keys()
    {
        int seen = 0;
        foreach (JsonNode vector in KeybagVectors.Foreign.Where(static vector => (bool)vector["valid"]!))
        {
            // $itunes_backup$*<9 or 10>*WPKY*ITER*SALT*DPIC*DPSL
            string[] parts = vector.Text("hash").Split('*');
            bool modern = parts.Length > 6 && parts[6].Length > 0;
            KeybagDerivation derivation = new()
            {
                Cost = new KeybagCost(modern ? int.Parse(parts[5], null) : null, int.Parse(parts[3], null)),
                Salt = Convert.FromHexString(parts[4]),
                FirstSalt = modern ? Convert.FromHexString(parts[6]) : default(ReadOnlyMemory<byte>),
            };
            byte[] passcodeKey = new byte[32];
            byte[] classKey = new byte[32];

            derivation.Derive(Encoding.UTF8.GetBytes(vector.Text("password")), passcodeKey);

            using AesKeyWrap wrap = new(passcodeKey);
            Assert.Equal(vector.Text("derived_key"), Hex.Lower(passcodeKey));
            Assert.True(wrap.TryUnwrap(Convert.FromHexString(parts[2]), classKey));
            Assert.Equal(vector.Text("unwrapped_class_key"), Hex.Lower(classKey));
            seen++;
        }

        Assert.True(seen >= 5, $"only {seen} vectors were found");
    }

    [Fact]
    public void Keybags_of_real_unencrypted_backups_open_with_the_empty_password()
    {
        foreach (JsonNode? anchor in KeybagVectors.All["real_unencrypted_anchors"]!.AsArray())
        {
            byte[] classKey = new byte[32];
            KeybagDerivation derivation = new()
            {
                Cost = new KeybagCost(null, anchor!.Number("ITER")),
                Salt = anchor!.Bytes("SALT"),
            };

            using AesKeyWrap wrap = derivation.DeriveWrap([]);

            Assert.True(wrap.TryUnwrap(anchor!.Bytes("class4_WPKY"), classKey));
            Assert.Equal(
                anchor!.Text("sha256_of_unwrapped_class4_key"),
                Hex.Lower(System.Security.Cryptography.SHA256.HashData(classKey)));
        }
    }

    [Theory]
    [InlineData("pässwörd 🔑", NormalizationForm.FormC, NormalizationForm.FormD)]
    [InlineData("pässwörd 🔑", NormalizationForm.FormD, NormalizationForm.FormC)]
    public void A_password_in_another_normal_form_opens_the_keybag(
        string text, NormalizationForm set, NormalizationForm typed)
    {
        using BackupPassword made = BackupPassword.FromChars(text.Normalize(set));
        using BackupPassword given = BackupPassword.FromChars(text.Normalize(typed));
        Keybag keybag = KeybagBuilder.Create(made, KeybagCost.Low, out ClassKeys keys);
        keys.Dispose();

        using ClassKeys opened = keybag.Unlock(given);

        Assert.True(opened.Has(4));
    }

    [Fact]
    public void Every_form_of_a_password_is_the_same_password()
    {
        using SecureString secure = new();
        foreach (char character in "pässwörd 🔑")
        {
            secure.AppendChar(character);
        }

        using BackupPassword fromSecure = BackupPassword.FromSecureString(secure);
        using BackupPassword fromChars = BackupPassword.FromChars("pässwörd 🔑");
        using BackupPassword fromUtf8 = BackupPassword.FromUtf8("pässwörd 🔑"u8);

        Assert.Equal(fromUtf8.Utf8, fromSecure.Utf8);
        Assert.Equal(fromUtf8.Utf8, fromChars.Utf8);
    }

    [Fact]
    public void A_disposed_password_is_gone()
    {
        BackupPassword password = BackupPassword.FromChars("secret");
        password.Dispose();

        Assert.Equal(new byte[6], password.Utf8);
    }

    [Fact]
    public void Unpaired_surrogates_have_no_other_form()
    {
        using BackupPassword password = BackupPassword.FromUtf8([0xED, 0xA0, 0x80, (byte)'a']);

        Assert.Null(password.InForm(NormalizationForm.FormC));
    }

    [Fact]
    public void A_new_keybag_has_the_classes_and_layers_of_a_phones()
    {
        using BackupPassword password = BackupPassword.FromChars("new");
        Keybag keybag = KeybagBuilder.Create(password, new KeybagCost(7, 3), out ClassKeys keys);
        using ClassKeys owned = keys;
        using ClassKeys opened = keybag.Unlock(password);

        Assert.Equal(1388, keybag.Bytes.Length);
        Assert.Equal(Enumerable.Range(1, 11).Reverse(), keybag.Entries.Select(static entry => entry.ProtectionClass));
        Assert.Equal<IEnumerable<int>>(
            [1, 2, 3, 4, 6, 7, 8], Enumerable.Range(0, 16).Where(opened.Has));
        AssertSameKeys(keys, opened);
    }

    [Fact]
    public void The_keybag_of_an_unencrypted_backup_opens_with_the_empty_password()
    {
        Keybag keybag = KeybagBuilder.CreateUnencrypted();
        using BackupPassword empty = BackupPassword.FromChars([]);
        using ClassKeys opened = keybag.Unlock(empty);

        Assert.Equal(1336, keybag.Bytes.Length);
        Assert.Equal<IEnumerable<int>>([1, 2, 3, 4], Enumerable.Range(0, 16).Where(opened.Has));
    }

    [Fact]
    public void Another_password_opens_the_same_class_keys_after_rewrapping()
    {
        using BackupPassword old = BackupPassword.FromChars("old");
        using BackupPassword changed = BackupPassword.FromChars("changed");
        Keybag keybag = KeybagBuilder.Create(old, KeybagCost.Low, out ClassKeys keys);
        using ClassKeys owned = keys;

        Keybag rewrapped = KeybagBuilder.Rewrap(keybag, keys, changed, KeybagCost.Low);

        using ClassKeys opened = rewrapped.Unlock(changed);
        AssertSameKeys(keys, opened);
        Assert.NotEqual(keybag.Id, rewrapped.Id);
        AssertKind(ErrorKind.BackupPasswordIncorrect, () => rewrapped.Unlock(old));
    }

    private static void AssertSameKeys(ClassKeys one, ClassKeys other)
    {
        foreach (int protectionClass in (int[])[1, 2, 3, 4, 6, 7, 8])
        {
            using FileKey made = one.NewKey(protectionClass);
            using FileKey opened = other.Open(made.Wrapped.Span);
            Assert.Equal(made.Key, opened.Key);
        }
    }

    private static string Derive(KeybagDerivation derivation, string password)
    {
        byte[] key = new byte[32];
        derivation.Derive(Encoding.UTF8.GetBytes(password), key);
        return Hex.Lower(key);
    }

    private static void AssertKind(ErrorKind kind, Func<object> action) =>
        Assert.Equal(kind, Assert.Throws<EngineException>(action).Kind);
}
