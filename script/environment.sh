# Shared by the scripts beside it, which source it from the project's folder: finds Python and pip
# and sets up a virtual environment from hashed requirements. POSIX sh, Debian's dash included.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# Prints the newest Python from 3.11 to 3.14 that has all that we use of its standard library.
find_python() {
    for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
        command -v "$candidate" > /dev/null 2>&1 || continue
        "$candidate" - << 'END' 2> /dev/null && return
import ctypes, sqlite3, ssl, sys, venv
if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(1)
print(sys.executable)
END
    done
    stop "Livskraft needs Python 3.11, 3.12, 3.13 or 3.14, and none was found on this machine.
On Debian 12 or newer and Ubuntu 24.04 or newer:  sudo apt-get install python3
On Ubuntu 22.04:                                  sudo apt-get install python3.11
Then run this command again."
}

# Sees to it that run_pip works for the environment $1; $2 is a Python, $3 a folder for what must
# be fetched. The machine's pip will do, else the wheel of it that Python or Debian keeps.
find_pip() {
    environment=$1
    for pip_python in "$2" python3; do
        "$pip_python" -m pip --python "$1/bin/python" --version > /dev/null 2>&1 && return
    done
    pip_wheel=$(find_wheel "$2" /usr)
    [ -z "$pip_wheel" ] || return 0
    command -v apt-get > /dev/null 2>&1 || stop "pip was not found. Please install pip for $2."
    if [ "$(id -u)" = 0 ]; then
        say "Installing Debian's package python3-pip-whl …"
        apt_install python3-pip-whl && pip_wheel=$(find_wheel "$2" /usr)
    else
        say "Fetching Debian's package python3-pip-whl …"
        fetch_packages "$3" python3-pip-whl ca-certificates && pip_wheel=$(find_wheel "$2" "$3/usr")
        use_certificates "$3"
    fi
    [ -n "$pip_wheel" ] || stop "pip was not found and could not be fetched.
Please install it (sudo apt-get install python3-pip) and run this command again."
}

run_pip() {
    if [ -n "${pip_wheel-}" ]; then
        "$environment/bin/python" "$pip_wheel/pip" "$@"
    else
        "$pip_python" -m pip --python "$environment/bin/python" "$@"
    fi
}

# Prints the wheel of pip that the Python $1 carries or that lies under $2; nothing if none does.
find_wheel() {
    "$1" - "$2" << 'END'
import pathlib, sys
folders = [pathlib.Path(sys.argv[1], "share", "python-wheels")]
try:
    import ensurepip
    folders.append(pathlib.Path(ensurepip.__file__).parent / "_bundled")
except ImportError:
    pass
wheels = [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]
print(wheels[0] if wheels else "", end="")
END
}

# Installs Debian packages as root; reads the package lists only when it must. Silent unless it fails.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    install="apt-get install --yes -qq --no-install-recommends"
    $install "$@" > /dev/null 2>&1 && return
    report=$( (apt-get update -qq && $install "$@") 2>&1) || { say "$report"; return 1; }
}

# Unpacks Debian packages into the folder $1, without root and with package lists of its own.
fetch_packages() (
    folder=$1
    shift
    mkdir -p "$folder/lists/partial" "$folder/archives/partial"
    cd "$folder"
    cat > apt.conf << END
Dir::State::Lists "$folder/lists";
Dir::Cache "$folder";
APT::Get::List-Cleanup "false";
END
    export APT_CONFIG="$folder/apt.conf"
    apt-get update -qq >&2 && apt-get download -qq "$@" >&2 || return 1
    for package in *.deb; do
        dpkg -x "$package" "$folder"
    done
)

# Debian's pip trusts the machine's certificates. Where there are none, those fetched into $1 serve.
use_certificates() {
    if [ -z "${PIP_CERT-}" ] && [ ! -e /etc/ssl/certs/ca-certificates.crt ]; then
        cat "$1"/usr/share/ca-certificates/mozilla/*.crt > "$1/certificates.pem"
        export PIP_CERT="$1/certificates.pem"
    fi
}

# Makes the folder $1 a virtual environment that holds requirements/$2.txt and the project itself
# (which only an audit does without), unless it is one already. A set-up that was interrupted leaves
# nothing behind.
set_up() {
    python=$(find_python)
    project=$(sed '/^\[tool/,$d' pyproject.toml)
    fingerprint=$( (echo "$project" && cat "requirements/$2.txt" script/environment.sh) | sha256sum)
    fingerprint="$python $PWD $fingerprint"
    if [ "$(cat "$1/set-up" 2> /dev/null)" = "$fingerprint" ] && [ -x "$1/bin/python" ]; then
        return
    fi
    say "Setting up $1 with $("$python" -V): one to two minutes, mostly download …"
    rm -rf "$1"
    fetched=$(mktemp -d)
    trap 'rm -rf "$PWD/'"$1"'" "$fetched"' EXIT
    trap 'exit 130' INT TERM HUP
    "$python" -m venv --without-pip "$1"
    find_pip "$PWD/$1" "$python" "$fetched"
    run_pip install -qq --disable-pip-version-check --no-compile --only-binary :all: \
        --require-hashes -r "requirements/$2.txt" ||
        stop "The libraries could not be installed, see above. Is there a connection to the network?"
    [ "$2" = audit ] || run_pip install -qq --disable-pip-version-check --no-compile --no-index \
        --no-deps --no-build-isolation --editable .
    echo "$fingerprint" > "$1/set-up"
    rm -rf "$fetched"
    trap - EXIT INT TERM HUP
}
